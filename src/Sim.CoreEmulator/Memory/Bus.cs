using System;
using System.Collections.Generic;
using Sim.CoreEmulator.Devices;
using Sim.CoreEmulator.Harts;

namespace Sim.CoreEmulator.Memory;

/// <summary>The physical address space: main memory and devices.</summary>
internal sealed unsafe class Bus : IDisposable
{
    private Ram[] _rams = [];
    private readonly List<(ulong Start, IDevice Device)> _devices = [];

    /// <summary>Main memory, in order of addition.</summary>
    public IReadOnlyList<Ram> Rams => _rams;

    /// <summary>Devices and where they are.</summary>
    public IReadOnlyList<(ulong Start, IDevice Device)> Devices => _devices;

    /// <summary>The harts that use it.</summary>
    public IReadOnlyList<Hart> Harts { get; set; } = [];

    /// <summary>A page from which nothing was decoded now has code: no hart may store there without asking.</summary>
    public void CodeAppeared()
    {
        foreach (Hart hart in Harts)
        {
            hart.Mmu.FlushStores();
        }
    }

    /// <summary>Adds main memory.</summary>
    public void Add(Ram ram) => _rams = [.. _rams, ram];

    /// <summary>Adds a device.</summary>
    public void Add(ulong start, IDevice device) => _devices.Add((start, device));

    /// <summary>The memory that holds all of an access; null where none does.</summary>
    public Ram? RamAt(ulong physical, ulong size)
    {
        foreach (Ram ram in _rams)
        {
            if (ram.Holds(physical, size))
            {
                return ram;
            }
        }

        return null;
    }

    /// <summary>The memory of which the host has a byte at this address.</summary>
    public Ram RamOf(byte* host)
    {
        foreach (Ram ram in _rams)
        {
            if ((ulong)(host - ram.Host) < ram.Size)
            {
                return ram;
            }
        }

        throw new InvalidOperationException("a translation leads to no memory");
    }

    /// <summary>The host's address of main memory; null where there is none.</summary>
    public byte* Host(ulong physical, ulong size)
    {
        Ram? ram = RamAt(physical, size);
        return ram is null ? null : ram.At(physical);
    }

    /// <summary>Reads a device register. False where there is none, or it refuses.</summary>
    public bool ReadDevice(Hart hart, ulong physical, int size, out ulong value)
    {
        foreach ((ulong start, IDevice device) in _devices)
        {
            if (physical - start < device.Size)
            {
                return device.Read(hart, physical - start, size, out value);
            }
        }

        value = 0;
        return false;
    }

    /// <summary>Writes a device register. False where there is none, or it refuses.</summary>
    public bool WriteDevice(Hart hart, ulong physical, int size, ulong value)
    {
        foreach ((ulong start, IDevice device) in _devices)
        {
            if (physical - start < device.Size)
            {
                return device.Write(hart, physical - start, size, value);
            }
        }

        return false;
    }

    /// <summary>Reads main memory on behalf of a device, a page walk or a debugger; false where there is none.</summary>
    public bool TryRead(ulong physical, Span<byte> into)
    {
        byte* host = Host(physical, (ulong)into.Length);
        if (host is null)
        {
            return false;
        }

        new ReadOnlySpan<byte>(host, into.Length).CopyTo(into);
        return true;
    }

    /// <summary>Writes main memory on behalf of a device, a loader or a debugger, and drops what was decoded there; false where there is none.</summary>
    public bool TryWrite(ulong physical, ReadOnlySpan<byte> bytes)
    {
        Ram? ram = RamAt(physical, (ulong)bytes.Length);
        if (ram is null)
        {
            return false;
        }

        bytes.CopyTo(new Span<byte>(ram.At(physical), bytes.Length));
        if (bytes.Length > 0)
        {
            for (int page = ram.PageOf(physical); page <= ram.PageOf(physical + (ulong)bytes.Length - 1); page++)
            {
                ram.Code[page]?.Drop();
            }
        }

        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Ram ram in _rams)
        {
            ram.Dispose();
        }
    }
}
