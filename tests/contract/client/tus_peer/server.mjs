// Somebody else's tus server, with the portal's mark on its replies: folder, port (0 = any), and after how many bytes
// it kills itself, in the middle of whatever it is doing (0 = never).
import http from "node:http";
import { FileStore } from "@tus/file-store";
import { Server } from "@tus/server";

const [folder, port, lastByte] = [process.argv[2], Number(process.argv[3]), Number(process.argv[4])];
const tus = new Server({ path: "/api/v1/uploads", datastore: new FileStore({ directory: folder }) });
const server = http.createServer((request, response) => {
  response.setHeader("Hoso-Portal", "v=1, mode=practice");
  return tus.handle(request, response);
});
if (lastByte) {
  const sockets = new Set();
  server.on("connection", (socket) => sockets.add(socket));
  const read = () => [...sockets].reduce((sum, socket) => sum + socket.bytesRead, 0);
  setInterval(() => read() > lastByte && process.kill(process.pid, "SIGKILL"), 1);
}
server.listen(port, "127.0.0.1", () => console.log(server.address().port));
