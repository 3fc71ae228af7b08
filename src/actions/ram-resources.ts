type Resource<T extends string> = { readonly type: string; readonly required: boolean; readonly arn: T };

/** A resource that the public RAM table marks with an asterisk: the caller must be allowed it. */
export const required = <const T extends string>(type: string, arn: T): Resource<T> => ({ type, required: true, arn });

/** A resource that the public RAM table lists without an asterisk. */
export const optional = <const T extends string>(type: string, arn: T): Resource<T> => ({ type, required: false, arn });
