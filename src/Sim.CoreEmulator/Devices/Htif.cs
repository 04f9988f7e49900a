using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Text;
using Sim.CoreEmulator.Machines;
using Sim.CoreEmulator.Memory;

namespace Sim.CoreEmulator.Devices;

/// <summary>
/// The host-target interface of Berkeley's simulators: 8 bytes of memory named tohost speak to the host, which answers in fromhost.
/// The upper byte is a device, the next a command, the rest its payload. Device 0 is for exits and system calls, device 1 a console.
/// </summary>
internal sealed class Htif(Bus bus, HostConsole console, ulong toHost, ulong? fromHost, IReadOnlyList<string> arguments) : ISaved
{
    private const long NotImplemented = -38;
    private const long BadFile = -9;
    private const long BadAddress = -14;
    private readonly Queue<ulong> _answers = new();
    private bool _waitsForInput;

    /// <summary>Messages taken from tohost.</summary>
    public ulong Messages { get; private set; }

    /// <summary>Takes what the program told, and answers.</summary>
    /// <returns>How the run ends; null when it goes on.</returns>
    public RunOutcome? Serve()
    {
        Answer();
        Span<byte> bytes = stackalloc byte[8];
        if (!bus.TryRead(toHost, bytes) || BinaryPrimitives.ReadUInt64LittleEndian(bytes) is var message && message == 0)
        {
            return null;
        }

        bus.TryWrite(toHost, stackalloc byte[8]);
        Messages++;
        RunOutcome? end = Serve((byte)(message >> 56), (byte)(message >> 48), message & 0xFFFF_FFFF_FFFF);
        Answer();
        return end;
    }

    /// <inheritdoc/>
    public void Save(BinaryWriter writer)
    {
        writer.Write(Messages);
        writer.Write(_waitsForInput);
        writer.Write(_answers.Count);
        foreach (ulong answer in _answers)
        {
            writer.Write(answer);
        }
    }

    /// <inheritdoc/>
    public void Load(BinaryReader reader)
    {
        Messages = reader.ReadUInt64();
        _waitsForInput = reader.ReadBoolean();
        _answers.Clear();
        for (int i = reader.ReadInt32(); i > 0; i--)
        {
            _answers.Enqueue(reader.ReadUInt64());
        }
    }

    private RunOutcome? Serve(byte device, byte command, ulong payload)
    {
        switch (device, command)
        {
            case (0, 0) when (payload & 1) != 0:
                return Exit(payload >> 1);
            case (0, 0):
                return SystemCall(payload);
            case (1, 1):
                console.Write((byte)payload);
                return null;
            case (1, 0):
                _waitsForInput = true;
                return null;
            default:
                return null;
        }
    }

    private static RunOutcome Exit(ulong code) => code == 0
        ? new RunOutcome(RunEnd.Passed, 0, "")
        : new RunOutcome(RunEnd.Failed, (int)code, string.Create(CultureInfo.InvariantCulture, $"test {code} failed"));

    // What is answered is kept until the program has taken the answer before.
    private void Answer()
    {
        if (_waitsForInput && console.Input.IsReady)
        {
            _waitsForInput = false;
            _answers.Enqueue((1UL << 56) | 0x100 | console.Input.Take());
        }

        Span<byte> bytes = stackalloc byte[8];
        if (fromHost is { } place && _answers.Count > 0 && bus.TryRead(place, bytes) && BinaryPrimitives.ReadUInt64LittleEndian(bytes) == 0)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(bytes, _answers.Dequeue());
            bus.TryWrite(place, bytes);
        }
    }

    // A block of 8 words: the number, its arguments; the result goes where the number was.
    private RunOutcome? SystemCall(ulong block)
    {
        Span<byte> bytes = stackalloc byte[64];
        if (!bus.TryRead(block, bytes))
        {
            return new RunOutcome(RunEnd.Deadlock, 0, string.Create(CultureInfo.InvariantCulture, $"tohost was given 0x{block:x}, which is neither a result nor the address of a system call's arguments"));
        }

        ulong number = Word(bytes, 0);
        if (number == 93)
        {
            int code = (int)Word(bytes, 1);
            return new RunOutcome(RunEnd.Exited, code, "");
        }

        long result = number switch
        {
            64 => WriteFile(Word(bytes, 1), Word(bytes, 2), Word(bytes, 3)),
            63 => ReadFile(Word(bytes, 1), Word(bytes, 2), Word(bytes, 3)),
            57 => 0,
            2011 => MainArguments(Word(bytes, 1), Word(bytes, 2)),
            _ => NotImplemented,
        };
        BinaryPrimitives.WriteInt64LittleEndian(bytes, result);
        bus.TryWrite(block, bytes[..8]);
        _answers.Enqueue(1);
        return null;
    }

    private static ulong Word(ReadOnlySpan<byte> block, int i) => BinaryPrimitives.ReadUInt64LittleEndian(block[(8 * i)..]);

    private long WriteFile(ulong file, ulong address, ulong count)
    {
        if (file is not (1 or 2))
        {
            return BadFile;
        }

        if (bus.RamAt(address, count) is null || count > int.MaxValue)
        {
            return BadAddress;
        }

        Span<byte> piece = stackalloc byte[512];
        for (ulong done = 0; done < count; done += (ulong)piece.Length)
        {
            Span<byte> part = piece[..(int)Math.Min((ulong)piece.Length, count - done)];
            bus.TryRead(address + done, part);
            console.Write(part, isError: file == 2);
        }

        return (long)count;
    }

    private long ReadFile(ulong file, ulong address, ulong count)
    {
        if (file != 0)
        {
            return BadFile;
        }

        if (bus.RamAt(address, count) is null)
        {
            return BadAddress;
        }

        long read = 0;
        while ((ulong)read < count && console.Input.Wait())
        {
            byte taken = console.Input.Take();
            bus.TryWrite(address + (ulong)read, [taken]);
            read++;
            if (taken == (byte)'\n')
            {
                break;
            }
        }

        return read;
    }

    // getmainvars: argc, argv, null, null, and behind them the texts.
    private long MainArguments(ulong address, ulong limit)
    {
        int words = arguments.Count + 3;
        List<byte> texts = [];
        byte[] block = new byte[8 * words];
        BinaryPrimitives.WriteUInt64LittleEndian(block, (ulong)arguments.Count);
        for (int i = 0; i < arguments.Count; i++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(block.AsSpan(8 * (i + 1)), address + (ulong)(block.Length + texts.Count));
            texts.AddRange(Encoding.UTF8.GetBytes(arguments[i]));
            texts.Add(0);
        }

        byte[] all = [.. block, .. texts];
        return (ulong)all.Length > limit ? -12 : bus.TryWrite(address, all) ? 0 : BadAddress;
    }
}
