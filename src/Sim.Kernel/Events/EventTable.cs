using System;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Sim.Kernel.Events;

/// <summary>What each pending event does, by slot; slots of past events are used again, under a new generation.</summary>
/// <remarks>Rows lie in pages that never move: growing copies nothing, so a million events never need memory for two.</remarks>
internal sealed class EventTable : IEventRows
{
    private const int PageBits = 10;
    private const int PageMask = (1 << PageBits) - 1;
    private const int None = -1;

    private Row[][] _pages = [];
    private int _used;
    private int _firstFree = None;

    /// <summary>How many slots are taken.</summary>
    public int Count { get; private set; }

    /// <summary>Takes a free slot.</summary>
    public EventHandle Add(IEventHandler handler, int operation, long payload, long order)
    {
        int slot = _firstFree != None ? _firstFree : Extend();
        ref Row row = ref RowOf(slot);
        _firstFree = (int)row.Payload;
        row.Handler = handler;
        row.Payload = payload;
        row.Order = order;
        row.Operation = operation;
        Count++;
        return new EventHandle(slot, row.Generation);
    }

    /// <summary>Whether the handle names a pending event.</summary>
    public bool Has(EventHandle handle) => handle.Slot < _used && RowOf(handle.Slot) is { Handler: not null } row && row.Generation == handle.Generation;

    /// <summary>Whether a queue's event is the one that its slot holds now: not cancelled, not moved.</summary>
    public bool Has(in QueuedEvent item) => RowOf(item.Slot) is { Handler: not null } row && row.Order == item.Key.Order;

    /// <summary>The place in the order, time apart, of the event that a slot holds.</summary>
    public ref long OrderOf(int slot) => ref RowOf(slot).Order;

    /// <summary>Frees the slot of a queue's event and returns what it held; false where that event was cancelled or moved.</summary>
    public bool TryTake(in QueuedEvent item, out IEventHandler handler, out int operation, out long payload)
    {
        ref Row row = ref RowOf(item.Slot);
        (handler, operation, payload) = (row.Handler!, row.Operation, row.Payload);
        if (row.Order != item.Key.Order || handler is null)
        {
            return false;
        }

        Free(ref row, item.Slot);
        return true;
    }

    /// <inheritdoc/>
    public unsafe void Prefetch(ReadOnlySpan<QueuedEvent> soon)
    {
        if (Sse.IsSupported)
        {
            foreach (ref readonly QueuedEvent item in soon)
            {
                Sse.Prefetch0(Unsafe.AsPointer(ref RowOf(item.Slot)));
            }
        }
    }

    /// <summary>Frees a slot.</summary>
    public void Free(int slot) => Free(ref RowOf(slot), slot);

    private void Free(ref Row row, int slot)
    {
        row.Handler = null;
        row.Generation = unchecked(row.Generation + 1);
        row.Payload = _firstFree;
        _firstFree = slot;
        Count--;
    }

    private ref Row RowOf(int slot) => ref _pages[slot >> PageBits][slot & PageMask];

    private int Extend()
    {
        int page = _used >> PageBits;
        if ((_used & PageMask) == 0)
        {
            if (page == _pages.Length)
            {
                Array.Resize(ref _pages, Math.Max(4, page * 2));
            }

            _pages[page] = new Row[PageMask + 1];
        }

        ref Row row = ref RowOf(_used);
        row.Generation = 1; // so that the default handle names nothing
        row.Payload = None;
        return _used++;
    }

    private struct Row
    {
        public IEventHandler? Handler;
        public long Payload; // while the slot is free: the next free slot
        public long Order;
        public int Operation;
        public uint Generation;
    }
}
