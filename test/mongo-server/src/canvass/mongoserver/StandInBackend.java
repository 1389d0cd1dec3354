package canvass.mongoserver;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.AbstractMongoBackend;
import de.bwaldvogel.mongo.bson.Document;
import io.netty.channel.Channel;

/** All databases of the server. */
final class StandInBackend extends AbstractMongoBackend {
    private static final int WIRE_VERSION_5_0 = 13;

    private final Journal journal;

    StandInBackend(Journal journal) {
        this.journal = journal;
        journal.databases().forEach(this::resolveDatabase);
    }

    /** The library names the wire version of MongoDB 4.2 (8), drivers ask for 4.4's (9) at least; it speaks all that is used. */
    @Override
    public Document handleCommand(Channel channel, String database, String command, Document query) {
        Document answer = super.handleCommand(channel, database, command, query);
        if (command.equalsIgnoreCase("ismaster") || command.equalsIgnoreCase("hello")) answer.put("maxWireVersion", WIRE_VERSION_5_0);
        return answer;
    }

    @Override
    protected MongoDatabase openOrCreateDatabase(String name) {
        return new StandInDatabase(name, journal, getCursorRegistry());
    }
}
