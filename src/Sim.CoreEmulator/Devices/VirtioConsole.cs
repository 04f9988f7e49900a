using System;
using System.Collections.Generic;

namespace Sim.CoreEmulator.Devices;

/// <summary>virtio-console with one port: queue 0 gets what is typed, queue 1 holds what to print. Virtio 1.2, section 5.3.</summary>
internal sealed class VirtioConsole(HostConsole console) : IVirtioDevice
{
    /// <inheritdoc/>
    public string Name => "virtio-console";

    /// <inheritdoc/>
    public uint Id => 3;

    /// <inheritdoc/>
    public ulong Features => 0;

    /// <inheritdoc/>
    public int Queues => 2;

    /// <inheritdoc/>
    public byte Configuration(int offset) => 0;

    /// <inheritdoc/>
    public bool Serve(int number, Virtqueue queue) => number == 0 ? Receive(queue) : Send(queue);

    private bool Receive(Virtqueue queue)
    {
        bool any = false;
        for (uint i = 0; i < queue.Size && console.Input.IsReady && queue.HasNext; i++)
        {
            uint written = 0;
            IReadOnlyList<VirtioBuffer> chain = queue.Take(out ushort head);
            foreach (VirtioBuffer buffer in chain)
            {
                if (!buffer.IsWritable)
                {
                    throw new VirtioException("a buffer to read in the queue of what is typed");
                }

                for (uint at = 0; at < buffer.Length && console.Input.IsReady; at++)
                {
                    queue.Bus.TryWrite(buffer.Address + at, [console.Input.Take()]);
                    written++;
                }
            }

            queue.Give(head, written);
            any = true;
        }

        return any;
    }

    private bool Send(Virtqueue queue)
    {
        const uint most = 1 << 20;
        bool any = false;
        Span<byte> piece = stackalloc byte[512];
        for (uint i = 0; i < queue.Size && queue.HasNext; i++)
        {
            IReadOnlyList<VirtioBuffer> chain = queue.Take(out ushort head);
            foreach (VirtioBuffer buffer in chain)
            {
                if (buffer.IsWritable || buffer.Length > most)
                {
                    throw new VirtioException("a buffer to write, or one of more than 1 MiB, in the queue of what to print");
                }

                for (uint done = 0; done < buffer.Length; done += (uint)piece.Length)
                {
                    Span<byte> part = piece[..(int)Math.Min((uint)piece.Length, buffer.Length - done)];
                    queue.Bus.TryRead(buffer.Address + done, part);
                    console.Write(part, isError: false);
                }
            }

            queue.Give(head, 0);
            any = true;
        }

        return any;
    }
}
