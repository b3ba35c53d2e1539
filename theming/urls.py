"""The one public address of the app."""

from django.urls import re_path

from .views import stylesheet

app_name = "theming"
urlpatterns = [re_path(r"^theme\.(?P<digest>[0-9a-f]{20})\.css$", stylesheet.theme_css, name="css")]
