package canvass.mongoserver;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.AbstractSynchronizedMongoDatabase;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.DatabaseResolver;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.oplog.Oplog;
import io.netty.channel.Channel;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** One database; its collections and indexes come back from the journal. */
final class StandInDatabase extends AbstractSynchronizedMongoDatabase<Object> {
    private final Journal journal;
    private final Map<String, StandInCollection> opened = new ConcurrentHashMap<>();

    StandInDatabase(String name, Journal journal, CursorRegistry cursors) {
        super(name, cursors);
        this.journal = journal;
        initializeNamespacesAndIndexes();
    }

    @Override
    protected MongoCollection<Object> openOrCreateCollection(String name, CollectionOptions options) {
        String namespace = getDatabaseName() + "." + name;
        StandInCollection collection = new StandInCollection(this, name, options, journal.table(namespace), cursorRegistry);
        opened.put(name, collection);
        return collection;
    }

    @Override
    protected Index<Object> openOrCreateUniqueIndex(String collection, String name, List<IndexKey> keys, boolean sparse) {
        if (keys.size() == 1 && keys.get(0).getKey().equals("_id")) return new PrimaryIndex(name, keys, opened.get(collection));
        return new OrderedIndex(name, keys, true, partialFilter(collection, name));
    }

    @Override
    protected Index<Object> openOrCreateSecondaryIndex(String collection, String name, List<IndexKey> keys, boolean sparse) {
        return new OrderedIndex(name, keys, false, partialFilter(collection, name));
    }

    private final ThreadLocal<Document> described = new ThreadLocal<>();

    @Override
    protected void addIndex(Document description) {
        described.set(description);
        try {
            super.addIndex(description);
        } finally {
            described.remove();
        }
    }

    /** From the command that makes the index, else from its stored description. */
    private Document partialFilter(String collection, String name) {
        Document description = described.get();
        if (description == null) {
            String namespace = getDatabaseName() + "." + collection;
            for (Document stored : opened.get("system.indexes").queryAll()) {
                if (name.equals(stored.get("name")) && namespace.equals(stored.get("ns"))) description = stored;
            }
        }
        return description == null ? null : (Document) description.get("partialFilterExpression");
    }

    /** Counting as drivers do it, from an index where the library would read everything. */
    @Override
    public Document handleCommand(Channel channel, String command, Document query, DatabaseResolver databases, Oplog oplog) {
        Document counted = command.equalsIgnoreCase("aggregate") ? count(query) : null;
        return counted != null ? counted : super.handleCommand(channel, command, query, databases, oplog);
    }

    private Document count(Document query) {
        if (!(query.get("pipeline") instanceof List<?> stages) || stages.size() != 2) return null;
        if (!(((Document) stages.get(0)).get("$match") instanceof Document filter)) return null;
        if (!(((Document) stages.get(1)).get("$group") instanceof Document group)) return null;
        if (!group.equals(new Document("_id", 1).append("n", new Document("$sum", 1)))) return null;
        StandInCollection collection = opened.get(String.valueOf(query.get("aggregate")));
        if (collection == null) return null;
        int n = collection.countMatching(filter);
        List<Document> batch = n == 0 ? List.of() : List.of(new Document("_id", 1).append("n", n));
        Document cursor = new Document("id", 0L).append("ns", collection.getFullName()).append("firstBatch", batch);
        return new Document("cursor", cursor).append("ok", 1.0);
    }

    @Override
    public void dropCollection(String name, Oplog oplog) {
        super.dropCollection(name, oplog);
        opened.remove(name);
        journal.drop(getDatabaseName() + "." + name);
    }

    @Override
    protected long getStorageSize() {
        return journal.size();
    }

    @Override
    protected long getFileSize() {
        return journal.size();
    }
}
