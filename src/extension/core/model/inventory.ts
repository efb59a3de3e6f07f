export type SysqlValue = string | number | boolean | null;

/**
 * One row of a SysQL answer, read by column. A returned entity's fields stand under `alias.field`, and under `field` alone where one
 * column only ends like that.
 */
export type SysqlRow = Readonly<Record<string, SysqlValue>>;

export type SysqlAnswer = { readonly rows: readonly SysqlRow[] };
