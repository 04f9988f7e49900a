using System;

namespace Sim.Kernel.Events;

/// <summary>What each pending event does, by slot; slots of past events are used again, under a new generation.</summary>
internal sealed class EventTable
{
    private const int InitialCapacity = 64;
    private const int None = -1;

    private Row[] _rows = new Row[InitialCapacity];
    private int _used;
    private int _firstFree = None;

    /// <summary>Takes a free slot.</summary>
    public EventHandle Add(IEventHandler handler, int operation, long payload)
    {
        int slot = TakeSlot();
        ref Row row = ref _rows[slot];
        row.Handler = handler;
        row.Operation = operation;
        row.Payload = payload;
        return new EventHandle(slot, row.Generation);
    }

    /// <summary>Whether the handle names a pending event.</summary>
    public bool Has(EventHandle handle) =>
        handle.Slot < _used && _rows[handle.Slot].Generation == handle.Generation && _rows[handle.Slot].Handler is not null;

    /// <summary>Frees a slot and returns what it held.</summary>
    public (IEventHandler Handler, int Operation, long Payload) Take(int slot)
    {
        ref Row row = ref _rows[slot];
        IEventHandler handler = row.Handler!;
        row.Handler = null;
        unchecked
        {
            row.Generation++;
        }

        (int operation, row.Operation) = (row.Operation, _firstFree);
        _firstFree = slot;
        return (handler, operation, row.Payload);
    }

    private int TakeSlot()
    {
        if (_firstFree != None)
        {
            int slot = _firstFree;
            _firstFree = _rows[slot].Operation;
            return slot;
        }

        if (_used == _rows.Length)
        {
            Array.Resize(ref _rows, _used * 2);
        }

        _rows[_used].Generation = 1; // so that the default handle names nothing
        return _used++;
    }

    private struct Row
    {
        public IEventHandler? Handler;
        public long Payload;
        public int Operation; // while the slot is free: the next free slot
        public uint Generation;
    }
}
