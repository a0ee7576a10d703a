// Somebody else's tus server, with the portal's mark on its replies.
import http from "node:http";
import { FileStore } from "@tus/file-store";
import { Server } from "@tus/server";

const tus = new Server({ path: "/api/v1/uploads", datastore: new FileStore({ directory: process.argv[2] }) });
const server = http.createServer((request, response) => {
  response.setHeader("Hoso-Portal", "v=1, mode=practice");
  return tus.handle(request, response);
});
server.listen(0, "127.0.0.1", () => console.log(server.address().port));
