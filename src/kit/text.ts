/** A sentence for people, in both languages of the product. Messages on the wire stay English. */
export type Text = { readonly en: string; readonly zh: string };
