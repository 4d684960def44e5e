"""Where strategy answers."""

from django.urls import path

from tinhso.systems.strategy import pages

app_name = "strategy"
urlpatterns = [
    path("board", pages.board, name="board"),
    path("board.csv", pages.board_csv, name="board_csv"),
    path("resolutions/<slug:code>", pages.resolution, name="resolution"),
]
