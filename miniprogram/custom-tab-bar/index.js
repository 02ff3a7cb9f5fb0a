/* global Component */
Component({});
