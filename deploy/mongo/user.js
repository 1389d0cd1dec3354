// Run once by the image, when it makes the database: the user as whom the service comes may use its own database only.
db.getSiblingDB('canvass').createUser({
  user: 'canvass',
  pwd: process.env.MONGO_PASSWORD,
  roles: [{ role: 'readWrite', db: 'canvass' }],
});
