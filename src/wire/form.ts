/** The type of a body that holds parameters. */
export const FORM = 'application/x-www-form-urlencoded';

/** Whether a body of that Content-Type holds parameters; one of no type does. */
export const isFormType = (type: string | undefined): boolean => !type || type.toLowerCase().startsWith(FORM);
