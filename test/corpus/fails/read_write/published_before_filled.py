"""The settings object is published first and filled afterwards.

form: exception
"""

from threading import Thread


class Settings:
    pass


class App:
    settings = None

    def load(self):
        self.settings = Settings()
        self.settings.port = 8080

    def serve(self):
        if self.settings is not None:
            return self.settings.port
        return None


def scenario():
    app = App()
    loader, server = Thread(target=app.load), Thread(target=app.serve)
    loader.start()
    server.start()
    loader.join()
    server.join()
