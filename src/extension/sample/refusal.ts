/** A tool's refusal with the HTTP status and body that the REST interface behind it would give (contract §1.4). */
export class Refusal extends Error {
  override readonly name = 'Refusal';

  constructor(status: number, body: { readonly type: string; readonly message: string }) {
    super(`status code: ${status}, response: ${JSON.stringify(body)}`);
  }
}

export function badRequest(message: string): Refusal {
  return new Refusal(400, { type: 'bad_request', message });
}

export function notFound(what: string): Refusal {
  return new Refusal(404, { type: 'not_found', message: `${what} not found` });
}
