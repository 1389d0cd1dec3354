package canvass.mongoserver;

import de.bwaldvogel.mongo.bson.BsonRegularExpression;
import de.bwaldvogel.mongo.bson.Document;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a filter says for certain about single fields: enough to begin at an index, the filter itself is checked later. */
final class Conditions {
    static final class Field {
        /** One of these, when not null. */
        List<Object> equal;
        Object from = Values.LOWEST;
        boolean fromIncluded = true;
        Object to = Values.HIGHEST;
        boolean toIncluded = true;
        Object type;

        boolean isRange() {
            return from != Values.LOWEST || to != Values.HIGHEST;
        }
    }

    private static final Map<Object, Object> LEAST = Map.of("number", Double.NEGATIVE_INFINITY, "string", "", "bool", false);

    private final Map<String, Field> fields = new HashMap<>();

    Conditions(Document filter) {
        read(filter);
    }

    Field of(String path) {
        return fields.get(path);
    }

    /** Whether whatever matches also matches the filter of a partial index, which we know as types of fields only. */
    boolean imply(Document partialFilter) {
        return partialFilter.entrySet().stream().allMatch(entry -> {
            Field field = fields.get(entry.getKey());
            return field != null && entry.getValue() instanceof Document wanted && field.type != null
                && wanted.equals(new Document("$type", field.type));
        });
    }

    private void read(Document filter) {
        filter.forEach((key, value) -> {
            if (key.equals("$and")) ((Collection<?>) value).forEach(one -> read((Document) one));
            else if (!key.startsWith("$")) readField(fields.computeIfAbsent(key, name -> new Field()), value);
        });
    }

    private static void readField(Field field, Object value) {
        if (!(value instanceof Document operators) || operators.keySet().stream().noneMatch(key -> key.startsWith("$"))) {
            if (!BsonRegularExpression.isRegularExpression(value)) field.equal = Arrays.asList(value);
            return;
        }
        operators.forEach((operator, operand) -> {
            switch (operator) {
                case "$eq" -> field.equal = Arrays.asList(operand);
                case "$in" -> field.equal = List.copyOf((Collection<?>) operand);
                case "$gt", "$gte" -> raise(field, operand, operator.equals("$gte"));
                case "$lt", "$lte" -> lower(field, operand, operator.equals("$lte"));
                case "$type" -> {
                    field.type = operand;
                    if (LEAST.containsKey(operand)) raise(field, LEAST.get(operand), true);
                }
                default -> { }
            }
        });
    }

    private static void raise(Field field, Object value, boolean included) {
        int order = Values.compare(value, field.from);
        if (order > 0 || (order == 0 && !included)) {
            field.from = value;
            field.fromIncluded = included;
        }
    }

    private static void lower(Field field, Object value, boolean included) {
        int order = Values.compare(value, field.to);
        if (order < 0 || (order == 0 && !included)) {
            field.to = value;
            field.toIncluded = included;
        }
    }
}
