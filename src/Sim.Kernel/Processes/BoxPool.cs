namespace Sim.Kernel.Processes;

/// <summary>Process objects of one method that wait to be used again: a stack through the objects themselves.</summary>
internal struct BoxPool
{
    /// <summary>What a thread keeps at most of one method: some 13 MB. Those beyond are left to the garbage collector.</summary>
    private const int Most = 1 << 16;

    private ProcessBox? _first;
    private int _count;

    public ProcessBox? Take()
    {
        ProcessBox? box = _first;
        if (box is not null)
        {
            _first = box.Next;
            box.Next = null;
            _count--;
        }

        return box;
    }

    public void Give(ProcessBox box)
    {
        if (_count < Most)
        {
            box.Next = _first;
            _first = box;
            _count++;
        }
    }
}
