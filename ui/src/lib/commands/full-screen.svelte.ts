// Knows whether the window fills the screen: the desktop may change that as well as the app.
import type { Commands } from "$lib/ipc";

class FullScreen {
  on = $state(false);

  /** Asks the window. */
  async update(commands: Pick<Commands, "isFullScreen">) {
    this.on = await commands.isFullScreen();
  }
}

export const fullScreen = new FullScreen();
