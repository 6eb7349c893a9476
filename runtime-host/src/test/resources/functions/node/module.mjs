export const handler = async (event) => ({ module: typeof import.meta, event });
