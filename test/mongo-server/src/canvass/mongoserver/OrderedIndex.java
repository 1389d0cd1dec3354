package canvass.mongoserver;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.DefaultQueryMatcher;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.DuplicateKeyError;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A unique or secondary index, partial or not. A non-unique one has the position behind its keys. */
final class OrderedIndex extends Index<Object> implements Ordered {
    private final TreeMap<Object[], Object> entries = new TreeMap<>(Values.KEYS);
    private final DefaultQueryMatcher matcher = new DefaultQueryMatcher();
    private final List<String> paths;
    private final boolean unique;
    private final Document partialFilter;
    /** Lists have many keys, which this index cannot hold: with the first one it is read no more. */
    private boolean hasLists;

    OrderedIndex(String name, List<IndexKey> keys, boolean unique, Document partialFilter) {
        // "Sparse" to the library: it may miss documents.
        super(name, keys, partialFilter != null);
        this.paths = keys();
        this.unique = unique;
        this.partialFilter = partialFilter;
    }

    @Override
    public List<String> paths() {
        return paths;
    }

    @Override
    public boolean holdsAllOf(Conditions conditions) {
        return !hasLists && (partialFilter == null || conditions.imply(partialFilter));
    }

    @Override
    public Stream<Object> positions(Plan.Range range, boolean descending) {
        if (Values.KEYS.compare(range.from(), range.to()) > 0) return Stream.empty();
        var part = entries.subMap(range.from(), true, range.to(), true);
        return (descending ? part.descendingMap() : part).values().stream();
    }

    private boolean holds(Document document) {
        return partialFilter == null || matcher.matches(document, partialFilter);
    }

    private Object[] key(Document document, Object position) {
        Object[] key = new Object[paths.size() + (unique ? 0 : 1)];
        for (int i = 0; i < paths.size(); i++) {
            key[i] = Values.normal(Utils.getSubdocumentValueCollectionAware(document, paths.get(i)));
            if (key[i] instanceof Collection) hasLists = true;
        }
        if (!unique) key[paths.size()] = position;
        return key;
    }

    private Object[] key(Document document) {
        return key(document, document.get("_id"));
    }

    @Override
    public Object getPosition(Document document) {
        return holds(document) ? entries.get(key(document)) : null;
    }

    @Override
    public void checkAdd(Document document, MongoCollection<Object> collection) {
        if (unique && holds(document)) refuseTaken(key(document), null, collection);
    }

    private void refuseTaken(Object[] key, Object own, MongoCollection<Object> collection) {
        Object taken = entries.get(key);
        if (taken != null && !taken.equals(own)) {
            throw new DuplicateKeyError(this, collection, getKeys(), new KeyValue(Arrays.asList(key)));
        }
    }

    @Override
    public void add(Document document, Object position, MongoCollection<Object> collection) {
        checkAdd(document, collection);
        if (holds(document)) entries.put(key(document, position), position);
    }

    @Override
    public Object remove(Document document) {
        return holds(document) ? entries.remove(key(document)) : null;
    }

    @Override
    public void checkUpdate(Document before, Document after, MongoCollection<Object> collection) {
        if (unique && holds(after)) refuseTaken(key(after), before.get("_id"), collection);
    }

    @Override
    public void updateInPlace(Document before, Document after, Object position, MongoCollection<Object> collection) {
        remove(before);
        add(after, position, collection);
    }

    /** The collection asks `positions` instead. */
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
        return entries.size();
    }

    @Override
    public long getDataSize() {
        return getCount();
    }

    @Override
    public boolean isUnique() {
        return unique;
    }

    @Override
    public void drop() {
        entries.clear();
    }
}
