declare function compileEmbedded(): string;
export = compileEmbedded;
