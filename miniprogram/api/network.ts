import { ref } from 'vue';

import { watchNetwork } from '~platform/network.ts';

/** Whether the device has a network. */
export const online = ref(true);

watchNetwork((connected) => (online.value = connected));
