import time, pytest
from lessons.actions import load_lessons
from quizzes.actions import load_quizzes
from curriculum.actions import load_modules, ensure_editor_rights, assign_module
from curriculum.models import *

def test_it(db, classroom, teacher, student_client, teacher_client, django_assert_max_num_queries):
    t=time.time(); ensure_editor_rights(); print("rights", time.time()-t)
    t=time.time(); load_lessons(); print("lessons", time.time()-t)
    t=time.time(); load_quizzes(); print("quizzes", time.time()-t)
    t=time.time(); print(load_modules()); print("modules", time.time()-t)
    print(Step.objects.count())
    from django.utils import timezone
    m=ModulePage.objects.in_language("ko").get(slug="module-m1")
    a=assign_module(classroom=classroom,module=m,opens_at=timezone.now(),closes_at=None,by=teacher)
    for u in ["/ko/home/", f"/ko/modules/{a.pk}/", f"/ko/modules/{a.pk}/survey/"]:
        r=student_client.get(u); print(u, r.status_code, len(r.content))
    from django.test.utils import CaptureQueriesContext
    from django.db import connection
    s=Step.objects.get(kind="lesson", module_key=m.translation_key)
    for u in [f"/ko/modules/{a.pk}/{s.key}/1/", f"/en/modules/{a.pk}/{s.key}/1/", "/en/home/"]:
        with CaptureQueriesContext(connection) as c:
            r=student_client.get(u)
        print(u, r.status_code, len(c))
        for q in c.captured_queries: print("   ", q["sql"][:220])
    for u in ["classes/", f"classes/{classroom.pk}/", f"classes/{classroom.pk}/live/", f"classes/{classroom.pk}/assign/", f"classes/{classroom.pk}/projector/", f"assignments/{a.pk}/results/", f"assignments/{a.pk}/results/xlsx/"]:
        with CaptureQueriesContext(connection) as c:
            r=teacher_client.get("/en/"+u)
        print(u, r.status_code, len(c))
        for q in c.captured_queries: print("   ", q["sql"][:220])
