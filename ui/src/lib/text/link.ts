// The permanent address of a post: the desktop opens it in this app.
export function postLink(id: number): string {
  return `hearth://post/${id}`;
}
