"""The use cases: plain synchronous code over ports; no thread, no Qt, no SQL, no HTTP."""
