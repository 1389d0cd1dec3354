package canvass.mongoserver;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.AbstractSynchronizedMongoCollection;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.DocumentWithPosition;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** One collection: documents in a table of the journal, found through ordered indexes. The base class makes commands wait for each other. */
final class StandInCollection extends AbstractSynchronizedMongoCollection<Object> {
    private final Table table;

    StandInCollection(MongoDatabase database, String name, CollectionOptions options, Table table, CursorRegistry cursors) {
        super(database, name, options, cursors);
        this.table = table;
    }

    Table table() {
        return table;
    }

    @Override
    protected QueryResult queryDocuments(Document query, Document order, int skip, int limit, int batchSize, Document fields) {
        Plan plan = plan(query, order);
        boolean ordered = order == null || order.isEmpty() || (plan != null && plan.inOrder());
        Comparator<Document> comparator = ordered ? null : comparator(order);
        return matchDocumentsFromStream(query, candidates(plan), skip, limit, batchSize, comparator, fields);
    }

    synchronized int countMatching(Document query) {
        return (int) candidates(plan(query, null)).filter(document -> documentMatchesQuery(document, query)).count();
    }

    private Plan plan(Document query, Document order) {
        List<Ordered> indexes = new ArrayList<>();
        for (Index<Object> index : getIndexes()) {
            if (index instanceof Ordered ordered) indexes.add(ordered);
        }
        return Plan.best(indexes, query, order);
    }

    private Stream<Document> candidates(Plan plan) {
        if (plan == null) return table.documents();
        return plan.ranges().stream()
            .flatMap(range -> plan.index().positions(range, plan.descending()))
            .map(this::getDocument);
    }

    private static Comparator<Document> comparator(Document order) {
        return (a, b) -> {
            for (var entry : order.entrySet()) {
                int difference = Values.compare(valueAt(a, entry.getKey()), valueAt(b, entry.getKey()));
                if (difference != 0) return ((Number) entry.getValue()).intValue() > 0 ? difference : -difference;
            }
            return 0;
        };
    }

    private static Object valueAt(Document document, String path) {
        return Values.normal(Utils.getSubdocumentValueCollectionAware(document, path));
    }

    /** Only the base class's own queries come here, and those it does not let us override. */
    @Override
    protected QueryResult matchDocuments(Document query, Document order, int skip, int limit, int batchSize, Document fields) {
        return queryDocuments(query, order, skip, limit, batchSize, fields);
    }

    @Override
    protected Object addDocumentInternal(Document document) {
        Object position = getIdField() == null ? UUID.randomUUID() : document.get(getIdField());
        table.put(position, document);
        return position;
    }

    @Override
    protected void handleUpdate(Object position, Document before, Document after) {
        table.put(position, after);
    }

    @Override
    protected void removeDocument(Object position) {
        table.remove(position);
    }

    @Override
    protected Document getDocument(Object position) {
        return table.get(position);
    }

    @Override
    protected Stream<DocumentWithPosition<Object>> streamAllDocumentsWithPosition() {
        return table.positions().map(position -> new DocumentWithPosition<>(table.get(position), position));
    }

    @Override
    public int count() {
        return table.size();
    }

    @Override
    public boolean isEmpty() {
        return table.size() == 0;
    }

    @Override
    protected boolean tracksDataSize() {
        return false;
    }

    @Override
    protected void updateDataSize(int difference) {}

    @Override
    protected int getDataSize() {
        return 0;
    }
}
