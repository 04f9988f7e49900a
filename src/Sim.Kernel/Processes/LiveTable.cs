using System;
using System.Globalization;

namespace Sim.Kernel.Processes;

/// <summary>The started processes that have not ended, in the order of their start, with their names.</summary>
/// <remarks>Beside the processes and not in them, to keep what every wait touches small: with a million processes memory is the limit.</remarks>
internal sealed class LiveTable
{
    private const int None = -1;

    private Row[] _rows = new Row[16];
    private int _used;
    private int _free = None;
    private int _last = None;

    public int Count { get; private set; }

    /// <summary>The slot of the one started first; negative where none lives.</summary>
    public int First { get; private set; } = None;

    public int Add(ProcessBox box, string? name, long number)
    {
        int slot = TakeSlot();
        _rows[slot] = new Row(box, name, number, _last, None);
        if (_last == None)
        {
            First = slot;
        }
        else
        {
            _rows[_last].After = slot;
        }

        _last = slot;
        Count++;
        return slot;
    }

    public void Remove(int slot)
    {
        (int before, int after) = (_rows[slot].Before, _rows[slot].After);
        if (before == None)
        {
            First = after;
        }
        else
        {
            _rows[before].After = after;
        }

        if (after == None)
        {
            _last = before;
        }
        else
        {
            _rows[after].Before = before;
        }

        _rows[slot] = new Row(null, null, 0, None, _free);
        _free = slot;
        Count--;
    }

    public ProcessBox BoxOf(int slot) => _rows[slot].Box!;

    /// <summary>The slot of the one started next; negative where none was.</summary>
    public int After(int slot) => _rows[slot].After;

    /// <summary>The name given at the start, with its number; null where none was given.</summary>
    public string? NameOf(int slot)
    {
        ref Row row = ref _rows[slot];
        return row.Number < 0 ? row.Name : string.Create(CultureInfo.InvariantCulture, $"{row.Name}-{row.Number}");
    }

    private int TakeSlot()
    {
        if (_free != None)
        {
            int slot = _free;
            _free = _rows[slot].After;
            return slot;
        }

        if (_used == _rows.Length)
        {
            Array.Resize(ref _rows, _used * 2);
        }

        return _used++;
    }

    private struct Row(ProcessBox? box, string? name, long number, int before, int after)
    {
        public readonly ProcessBox? Box = box;
        public readonly string? Name = name;
        public readonly long Number = name is null ? None : number;
        public int Before = before;
        public int After = after; // while the slot is free: the next free one
    }
}
