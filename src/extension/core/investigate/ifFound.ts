import { Failure } from '../model/failure.ts';

/** "Not found" and "no such tool" are answers here: the id is of another kind, or the tenant has no threats engine. Else it throws on. */
export async function ifFound<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (Failure.is(error, 'notFound', 'unsupported')) return undefined;
    throw error;
  }
}
