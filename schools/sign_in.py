def student_of(request):
    return None
