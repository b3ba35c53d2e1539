"""The addresses of acts; the pages themselves are found by their path."""

from django.urls import path

from . import views

app_name = "consultations"
urlpatterns = [
    path("consultations/<slug:slug>/voter/", views.vote, name="vote"),
    path("consultations/<slug:slug>/recepisse/", views.receipt, name="receipt"),
]
