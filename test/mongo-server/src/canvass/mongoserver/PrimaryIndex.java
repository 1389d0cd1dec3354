package canvass.mongoserver;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.DuplicateKeyError;
import java.util.List;
import java.util.stream.Stream;

/** The index of ids is the collection itself, which lies in their order. */
final class PrimaryIndex extends Index<Object> implements Ordered {
    private static final List<String> PATHS = List.of("_id");

    private final StandInCollection collection;

    PrimaryIndex(String name, List<IndexKey> keys, StandInCollection collection) {
        super(name, keys, false);
        this.collection = collection;
    }

    @Override
    public List<String> paths() {
        return PATHS;
    }

    @Override
    public boolean holdsAllOf(Conditions conditions) {
        return true;
    }

    @Override
    public Stream<Object> positions(Plan.Range range, boolean descending) {
        return collection.table().positions(range, descending);
    }

    @Override
    public Object getPosition(Document document) {
        Object id = document.get("_id");
        return collection.table().has(id) ? id : null;
    }

    @Override
    public void checkAdd(Document document, MongoCollection<Object> ignored) {
        Object id = document.get("_id");
        if (collection.table().has(id)) throw new DuplicateKeyError(this, collection, getKeys(), new KeyValue(id));
    }

    @Override
    public void add(Document document, Object position, MongoCollection<Object> ignored) {}

    @Override
    public Object remove(Document document) {
        return getPosition(document);
    }

    @Override
    public void checkUpdate(Document before, Document after, MongoCollection<Object> ignored) {}

    @Override
    public void updateInPlace(Document before, Document after, Object position, MongoCollection<Object> ignored) {}

    @Override
    public boolean canHandle(Document query) {
        return false;
    }

    @Override
    public Iterable<Object> getPositions(Document query) {
        throw new UnsupportedOperationException(getName());
    }

    @Override
    public long getCount() {
        return collection.count();
    }

    @Override
    public boolean isUnique() {
        return true;
    }

    @Override
    public long getDataSize() {
        return getCount();
    }

    @Override
    public void drop() {}
}
