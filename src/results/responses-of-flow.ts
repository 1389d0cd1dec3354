/**
 * All responses of a flow, to count them. The time leaves none out; without it the databases would read every response of
 * every flow: the index by flow and start holds only documents with both, and is not looked at for one of them.
 */
export const responsesOfFlow = (flowId: string) => ({ flowId, startedAt: { gte: 0 } });
