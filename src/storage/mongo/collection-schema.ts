import { Schema } from 'mongoose';
import type { CollectionDeclaration } from '../documents.js';
import type { StoredDocument } from './stored-shape.js';

/**
 * The collection's mongoose schema. What a document may contain is the declaration's zod schema's to say, which checks
 * it on the way in and out; here only the frame is fixed. Nothing is made by itself: that is prepare's work.
 */
export function schemaOf(declaration: CollectionDeclaration<object>): Schema<StoredDocument> {
  return new Schema<StoredDocument>(
    {
      _id: { type: String, required: true },
      w: { type: String, required: true },
      rev: { type: Number, required: true },
      d: { type: Schema.Types.Mixed, required: true },
      x: Boolean,
      b: Schema.Types.ObjectId,
    },
    {
      collection: declaration.name,
      autoIndex: false,
      autoCreate: false,
      bufferCommands: false,
      minimize: false,
      versionKey: false,
      id: false,
    },
  );
}
