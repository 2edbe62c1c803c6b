def signed_in(request):
    return {"student": getattr(request, "student", None)}
