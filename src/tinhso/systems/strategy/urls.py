"""Where strategy answers."""

from django.urls import path

from tinhso.systems.strategy.pages import board, rankings, sessions, targets, tasks, wall

app_name = "strategy"
urlpatterns = [
    path("board", board.board, name="board"),
    path("board.csv", board.board_csv, name="board_csv"),
    path("board/wall", wall.wall, name="wall"),
    path("resolutions/<slug:code>", board.resolution, name="resolution"),
    path("targets/<slug:code>", targets.target, name="target"),
    path("rankings", rankings.rankings, name="rankings"),
    path("tasks", tasks.tasks, name="tasks"),
    path("tasks/give", tasks.give, name="give"),
    path("tasks/<slug:code>", tasks.task, name="task"),
    path("sessions", sessions.sessions, name="sessions"),
    path("sessions/new", sessions.new, name="new_session"),
    path("sessions/<slug:code>", sessions.session, name="session"),
    path("sessions/<slug:code>/add/<slug:part>", sessions.add, name="add_to_session"),
    path("sessions/<slug:code>/asks/<int:ask>/answer", sessions.answer, name="answer_ask"),
]
