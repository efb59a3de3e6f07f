/** A value as the catalogue types it: string, integer or boolean. */
export type ParameterValue = string | number | boolean;
export type ActionParameters = Readonly<Record<string, ParameterValue>>;

/** `type` is the tenant's word: `string`, `integer`, `boolean`; the list may grow. */
export type ActionParameter = { readonly name: string; readonly type: string; readonly required: boolean; readonly description?: string };

/** One entry of the tenant's catalogue (contract §3.15). `responder` is HOST, CLUSTER or CLOUD; others may come. */
export type ResponseAction = {
  readonly type: string;
  readonly description?: string;
  readonly responder?: string;
  readonly undoable: boolean;
  readonly parameters: readonly ActionParameter[];
};

/** How far an execution is. Whatever word of the tenant is neither an end counts as under way (contract, trap 30). */
export type ExecutionState = 'underWay' | 'completed' | 'failed';

/** One execution, whoever began it (contract §3.16). Instants are milliseconds since the epoch. */
export type ActionExecution = {
  readonly id: string;
  readonly type?: string;
  readonly responder?: string;
  readonly state: ExecutionState;
  /** the tenant's own word for the state */
  readonly status?: string;
  readonly parameters: ActionParameters;
  readonly context: Readonly<Record<string, string>>;
  readonly outputs: Readonly<Record<string, string>>;
  readonly failure?: { readonly reason?: string; readonly log?: string };
  /** id of the execution that this one takes back */
  readonly undoes?: string;
  readonly user?: string;
  readonly createdAt?: number;
  readonly updatedAt?: number;
};

/** Whether artifacts have a place to go (contract §3.20): enabled, and a bucket is named. `id` is the provider key of the bucket. */
export type CaptureStorage = { readonly usable: boolean; readonly bucket?: string; readonly id?: string };
