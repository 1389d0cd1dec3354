import type { Features } from './features.js';

/**
 * Finds the documents most like a query: the cosine of their features, each weighted by how few groups of documents have
 * it (tf-idf). Groups are intents: what all phrases of one intent share is just what tells it from the others.
 */
export class TfIdfIndex {
  private readonly postings = new Map<string, { documents: number[]; weights: number[] }>();
  private readonly rarity: ReadonlyMap<string, number>;
  /** Of a feature that no document has. */
  private readonly mostRare: number;

  constructor(private readonly documents: readonly { features: Features; group: string }[]) {
    const groups = new Map<string, Set<string>>();
    for (const { features, group } of documents)
      for (const feature of features.keys()) {
        const having = groups.get(feature) ?? new Set();
        groups.set(feature, having.add(group));
      }
    const all = new Set(documents.map(({ group }) => group)).size;
    this.mostRare = Math.log(1 + all);
    this.rarity = new Map([...groups].map(([feature, having]) => [feature, Math.log(1 + all / having.size)]));
    documents.forEach(({ features }, document) => {
      for (const [feature, weight] of this.unit(features)) {
        const posting = this.postings.get(feature) ?? { documents: [], weights: [] };
        posting.documents.push(document);
        posting.weights.push(weight);
        this.postings.set(feature, posting);
      }
    });
  }

  /** The likeness of every document to the query, 0 to 1, in the order of the documents. */
  scores(query: Features): Float64Array {
    const scores = new Float64Array(this.documents.length);
    for (const [feature, weight] of this.unit(query)) {
      const posting = this.postings.get(feature);
      posting?.documents.forEach((document, at) => {
        scores[document] = (scores[document] ?? 0) + weight * (posting.weights[at] ?? 0);
      });
    }
    return scores;
  }

  /** Weighted, and of length 1. */
  private unit(features: Features): [string, number][] {
    const weighted = [...features].map(([feature, weight]): [string, number] => [
      feature,
      weight * (this.rarity.get(feature) ?? this.mostRare),
    ]);
    const length = Math.sqrt(weighted.reduce((sum, [, weight]) => sum + weight * weight, 0));
    return length === 0 ? [] : weighted.map(([feature, weight]) => [feature, weight / length]);
  }
}
