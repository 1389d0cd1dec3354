/**
 * One member of each circle of a directed graph, the one with the smallest number. Tarjan's algorithm, without recursion,
 * because a flow has thousands of steps in a row.
 *
 * @param count of the nodes, which are numbered from 0
 * @param next where each leads; numbers beyond the nodes are left out
 */
export function circles(count: number, next: (node: number) => readonly number[]): number[] {
  const order = Array.from({ length: count }, () => -1);
  const low = Array.from({ length: count }, () => -1);
  const open = new Set<number>();
  const stack: number[] = [];
  const found: number[] = [];
  let visited = 0;
  for (let root = 0; root < count; root += 1) {
    if (order[root] !== -1) continue;
    const way: { node: number; left: number[] }[] = [];
    const enter = (node: number): void => {
      order[node] = low[node] = visited;
      visited += 1;
      open.add(node);
      stack.push(node);
      way.push({ node, left: next(node).filter((to) => to < count) });
    };
    const lower = (node: number, to: number): void => {
      low[node] = Math.min(low[node] ?? to, to);
    };
    enter(root);
    for (let top = way.at(-1); top; top = way.at(-1)) {
      const { node, left } = top;
      const to = left.pop();
      if (to !== undefined) {
        if (order[to] === -1) enter(to);
        else if (open.has(to)) lower(node, order[to] ?? 0);
        continue;
      }
      way.pop();
      const above = way.at(-1);
      if (above) lower(above.node, low[node] ?? 0);
      if (low[node] !== order[node]) continue;
      // What was entered after the node, and has not been closed, goes in a circle with it.
      const members = stack.splice(stack.lastIndexOf(node));
      for (const member of members) open.delete(member);
      if (members.length > 1 || next(node).includes(node)) found.push(members.reduce((a, b) => Math.min(a, b)));
    }
  }
  return found.sort((a, b) => a - b);
}
