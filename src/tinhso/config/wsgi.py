"""The WSGI application that the server runs."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tinhso.config.settings")
application = get_wsgi_application()

# What a request makes dies with it by counting; looking for circles after every 700 objects costs
# 5 to 10 % of a filing, and looks each time through all that was imported and stays.
gc.freeze()
gc.set_threshold(20_000, 20, 50)
