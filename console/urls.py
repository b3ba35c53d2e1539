"""The network site's own addresses."""

from django.urls import path, re_path

from .views import network

urlpatterns = [
    path("territoires/", network.territories, name="network_territories"),
    path("courrier-demo/", network.mail_list, name="demo_mail_list"),
    re_path(
        r"^courrier-demo/(?P<name>[0-9]{8}-[0-9]{6}-[0-9]{1,24}\.log)/(?P<number>[0-9]{1,4})/$",
        network.mail,
        name="demo_mail",
    ),
]
