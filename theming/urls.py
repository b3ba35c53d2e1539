"""The one address of the app."""

from django.urls import re_path

from . import views

app_name = "theming"
urlpatterns = [re_path(r"^theme\.(?P<digest>[0-9a-f]{20})\.css$", views.theme_css, name="css")]
