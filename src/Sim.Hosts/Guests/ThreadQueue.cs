namespace Sim.Hosts.Guests;

// Threads in line, first come first served, linked through ThreadRow.Next.
internal struct ThreadQueue
{
    private int _first; // thread + 1, so that the default is an empty queue
    private int _last;

    public readonly bool IsEmpty => _first == 0;

    public readonly int First => _first - 1;

    public int Count;

    public void Add(ThreadRow[] threads, int thread)
    {
        threads[thread].Next = -1;
        if (_first == 0)
        {
            _first = thread + 1;
        }
        else
        {
            threads[_last - 1].Next = thread;
        }

        _last = thread + 1;
        Count++;
    }

    public int Take(ThreadRow[] threads)
    {
        int thread = _first - 1;
        _first = threads[thread].Next + 1;
        Count--;
        return thread;
    }

    public void Remove(ThreadRow[] threads, int thread)
    {
        int before = -1;
        for (int at = First; at != thread; at = threads[at].Next)
        {
            before = at;
        }

        int after = threads[thread].Next;
        if (before < 0)
        {
            _first = after + 1;
        }
        else
        {
            threads[before].Next = after;
        }

        if (_last == thread + 1)
        {
            _last = before + 1;
        }

        Count--;
    }
}
