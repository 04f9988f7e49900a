using System;
using System.Collections.Generic;
using System.IO;
using System.Security.Cryptography;
using Sim.CoreEmulator.Devices;
using Sim.CoreEmulator.Harts;
using Sim.CoreEmulator.Memory;

namespace Sim.CoreEmulator.Machines;

/// <summary>Saving and restoring the whole machine.</summary>
internal sealed unsafe partial class Machine
{
    private const int PageSize = 4096;

    private CheckpointHeader Header => new(Program.Hash, _harts.Length, _options.Memory, _options.Extensions, IsLinux);

    /// <summary>Writes the machine as it is between two steps, with a hash behind it.</summary>
    public void Save(Stream stream)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using HashingStream hashing = new(stream, hash);
        using (BinaryWriter writer = new(hashing, System.Text.Encoding.UTF8, leaveOpen: true))
        {
            Header.Save(writer);
            Save(writer);
        }

        stream.Write(hash.GetHashAndReset());
    }

    /// <summary>Makes the machine what a checkpoint has.</summary>
    /// <exception cref="Kernel.InputException">It is damaged, or another machine's.</exception>
    public void Restore(string file, byte[] bytes)
    {
        CheckpointHeader header = CheckpointHeader.Load(file, bytes, out BinaryReader reader);
        header.Match(file, Header);
        try
        {
            using (reader)
            {
                Load(reader);
            }
        }
        catch (Exception fault) when (fault is IOException or ArgumentException or InvalidOperationException or IndexOutOfRangeException)
        {
            throw CheckpointHeader.Fault(file, fault is InvalidDataException ? fault.Message : "a damaged checkpoint: its parts do not fit");
        }
    }

    private IEnumerable<ISaved> Saved()
    {
        if (_htif is not null)
        {
            yield return _htif;
        }

        if (_linux is not null)
        {
            yield return _linux;
        }

        foreach (ISaved device in _board?.Saved ?? [])
        {
            yield return device;
        }
    }

    private void Save(BinaryWriter writer)
    {
        writer.Write(_turn);
        writer.Write(_turnLeft);
        writer.Write(_lastSign);
        writer.Write(_signs);
        writer.Write(Clock.Offset);
        writer.Write(_console.Written);
        writer.Write(_console.Input.Taken);
        foreach (Hart hart in _harts)
        {
            hart.Save(writer);
            writer.Write(_waits[hart.Id]);
        }

        foreach (ISaved device in Saved())
        {
            device.Save(writer);
        }

        foreach (Ram ram in Bus.Rams)
        {
            SavePages(writer, ram);
        }
    }

    private void Load(BinaryReader reader)
    {
        _turn = reader.ReadInt32();
        _turnLeft = reader.ReadInt64();
        _lastSign = reader.ReadUInt64();
        _signs = reader.ReadUInt64();
        Clock.Offset = reader.ReadUInt64();
        _console.Written = reader.ReadInt64();
        long taken = reader.ReadInt64();
        while (_console.Input.Taken < taken && _console.Input.Wait())
        {
            _console.Input.Take();
        }

        foreach (Hart hart in _harts)
        {
            hart.Load(reader);
            _waits[hart.Id] = reader.ReadBoolean();
        }

        foreach (ISaved device in Saved())
        {
            device.Load(reader);
        }

        foreach (Ram ram in Bus.Rams)
        {
            LoadPages(reader, ram);
        }
    }

    // Pages that are not zero, by number; -1 ends them.
    private static void SavePages(BinaryWriter writer, Ram ram)
    {
        writer.Write(ram.Start);
        writer.Write(ram.Size);
        int pages = (int)(ram.Size / PageSize);
        for (int page = 0; page < pages; page++)
        {
            ReadOnlySpan<byte> bytes = new(ram.Host + ((long)page * PageSize), PageSize);
            if (bytes.ContainsAnyExcept((byte)0))
            {
                writer.Write(page);
                writer.Write(bytes);
            }
        }

        writer.Write(-1);
    }

    private void LoadPages(BinaryReader reader, Ram ram)
    {
        if (reader.ReadUInt64() != ram.Start || reader.ReadUInt64() != ram.Size)
        {
            throw new InvalidDataException("a damaged checkpoint: its memory is laid out otherwise");
        }

        int pages = (int)(ram.Size / PageSize);
        int next = reader.ReadInt32();
        for (int page = 0; page < pages; page++)
        {
            ulong address = ram.Start + ((ulong)page * PageSize);
            if (page == next)
            {
                Bus.TryWrite(address, reader.ReadBytes(PageSize));
                next = reader.ReadInt32();
            }
            else if (new ReadOnlySpan<byte>(ram.At(address), PageSize).ContainsAnyExcept((byte)0))
            {
                Bus.TryWrite(address, new byte[PageSize]);
            }
        }

        if (next != -1)
        {
            throw new InvalidDataException("a damaged checkpoint: it has memory that the machine has not");
        }
    }
}
