/** The lane of one member's chat with the app: its messages keep their order and WeCom's pace. */
export const chatLane = (userId: string): string => `chat:${userId.toLowerCase()}`;
