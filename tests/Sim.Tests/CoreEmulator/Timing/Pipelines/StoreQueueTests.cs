using System;
using NUnit.Framework;
using Sim.CoreEmulator.Timing.Pipelines;

namespace Sim.Tests.CoreEmulator.Timing.Pipelines;

internal sealed class StoreQueueTests
{
    [Test]
    public void Finds_the_youngest_store_that_overlaps()
    {
        StoreQueue queue = new(4);
        Add(queue, 0x100, 8, 10);
        Add(queue, 0x104, 4, 20);
        Assert.Multiple(() =>
        {
            Assert.That(queue.Find(0x100, 8), Is.EqualTo(1));
            Assert.That(queue.Find(0x106, 1), Is.EqualTo(1));
            Assert.That(queue.Find(0x108, 8), Is.EqualTo(-1));
            Assert.That(queue.Find(0x200, 8), Is.EqualTo(-1));
        });
    }

    [Test]
    public void A_store_over_two_places_is_found_in_both()
    {
        StoreQueue queue = new(4);
        Add(queue, 0x10C, 8, 10);
        Assert.That((queue.Find(0x108, 8), queue.Find(0x110, 4), queue.Find(0x114, 4)), Is.EqualTo((0L, 0L, -1L)));
    }

    [Test]
    public void Entries_are_given_up_in_order()
    {
        StoreQueue queue = new(2);
        Add(queue, 0x100, 8, 50);
        Add(queue, 0x200, 8, 10);
        Assert.That((queue.Free, queue.Drained), Is.EqualTo((50L, 50L)));
        Add(queue, 0x300, 8, 60);
        Assert.That(queue.Free, Is.EqualTo(50), "the second left no earlier than the first");
        Assert.That(queue.Find(0x100, 8), Is.EqualTo(-1), "the first has left");
    }

    [Test]
    public void Names_no_store_that_does_not_overlap_and_misses_none_that_is_alone_in_its_place()
    {
        // Against a search of all entries: aligned accesses of 8 bytes have a place of their own.
        Random random = new(3);
        StoreQueue queue = new(16);
        ulong[] addresses = new ulong[5000];
        for (int n = 0; n < addresses.Length; n++)
        {
            addresses[n] = 0x1000 + ((ulong)random.Next(40) * 8);
            Add(queue, addresses[n], 8, n);
            ulong load = 0x1000 + ((ulong)random.Next(40) * 8);
            long expected = -1;
            for (int back = n; back > Math.Max(-1, n - 16) && expected < 0; back--)
            {
                expected = addresses[back] == load ? back : -1;
            }

            Assert.That(queue.Find(load, 8), Is.EqualTo(expected));
        }
    }

    private static void Add(StoreQueue queue, ulong address, byte size, long drained)
    {
        StoreQueue.Entry entry = new() { Address = address, Size = size, Drained = drained };
        queue.Add(in entry);
    }
}
