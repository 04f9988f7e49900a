using System;
using System.IO;
using System.Linq;
using Sim.CoreEmulator.Harts;
using Sim.CoreEmulator.Memory;

namespace Sim.CoreEmulator.Devices;

/// <summary>A virtio device in the address space. Virtio 1.2, section 4.2, "Virtio Over MMIO", version 2: no legacy interface.</summary>
internal sealed class VirtioMmio(Bus bus, IVirtioDevice? device, Action<bool> interrupt) : IDevice, IListener, ISaved
{
    private const uint Magic = 0x74726976;
    private const uint NeedsReset = 64;
    private const uint DriverOk = 4;
    private const uint FeaturesOk = 8;
    private const ulong Version1 = 1UL << 32;
    private const ulong IndirectDescriptors = 1UL << 28;
    private readonly Virtqueue[] _queues = [.. Enumerable.Range(0, device?.Queues ?? 0).Select(_ => new Virtqueue(bus))];
    private ulong _driverFeatures;
    private uint _status;
    private uint _interrupts;
    private uint _deviceSelect;
    private uint _driverSelect;
    private uint _queueSelect;

    /// <inheritdoc/>
    public string Name => device?.Name ?? "virtio-mmio";

    /// <inheritdoc/>
    public ulong Size => 0x1000;

    /// <summary>Whether the driver broke the rules; a reset clears it.</summary>
    public bool IsBroken => (_status & NeedsReset) != 0;

    /// <inheritdoc/>
    public bool WantsInput => device is VirtioConsole && Works && _queues[0].IsReady;

    private bool Works => (_status & (DriverOk | NeedsReset)) == DriverOk;

    private Virtqueue? Selected => _queueSelect < _queues.Length ? _queues[_queueSelect] : null;

    private ulong Offered => device is null ? 0 : device.Features | Version1 | IndirectDescriptors;

    /// <inheritdoc/>
    public bool Read(Hart hart, ulong offset, int size, out ulong value)
    {
        value = 0;
        if (offset >= 0x100)
        {
            for (int i = 0; i < size; i++)
            {
                value |= (ulong)(device?.Configuration((int)(offset - 0x100) + i) ?? 0) << (8 * i);
            }

            return true;
        }

        value = size == 4 ? Register(offset) : 0;
        return size == 4;
    }

    /// <inheritdoc/>
    public bool Write(Hart hart, ulong offset, int size, ulong value)
    {
        if (size == 4 && device is not null)
        {
            SetRegister(offset, (uint)value);
            interrupt(_interrupts != 0);
        }

        return size == 4 || offset >= 0x100;
    }

    /// <inheritdoc/>
    public void Poll()
    {
        if (WantsInput)
        {
            Serve(0);
            interrupt(_interrupts != 0);
        }
    }

    /// <inheritdoc/>
    public void Save(BinaryWriter writer)
    {
        writer.Write(_driverFeatures);
        foreach (uint register in (uint[])[_status, _interrupts, _deviceSelect, _driverSelect, _queueSelect])
        {
            writer.Write(register);
        }

        foreach (Virtqueue queue in _queues)
        {
            queue.Save(writer);
        }
    }

    /// <inheritdoc/>
    public void Load(BinaryReader reader)
    {
        _driverFeatures = reader.ReadUInt64();
        _status = reader.ReadUInt32();
        _interrupts = reader.ReadUInt32();
        _deviceSelect = reader.ReadUInt32();
        _driverSelect = reader.ReadUInt32();
        _queueSelect = reader.ReadUInt32();
        foreach (Virtqueue queue in _queues)
        {
            queue.Load(reader);
        }
    }

    private uint Register(ulong offset) => offset switch
    {
        0x00 => Magic,
        0x04 => 2,
        0x08 => device?.Id ?? 0,
        0x0C => 0x4D_4953,
        0x10 => _deviceSelect < 2 ? (uint)(Offered >> (int)(32 * _deviceSelect)) : 0,
        0x34 => Selected is null ? 0 : Virtqueue.MaximumSize,
        0x44 => Selected?.IsReady == true ? 1u : 0u,
        0x60 => _interrupts,
        0x70 => _status,
        0xFC => 0,
        _ => 0,
    };

    private void SetRegister(ulong offset, uint value)
    {
        switch (offset)
        {
            case 0x14:
                _deviceSelect = value;
                break;
            case 0x20 when _driverSelect < 2:
                int shift = (int)(32 * _driverSelect);
                _driverFeatures = (_driverFeatures & ~(0xFFFF_FFFFUL << shift)) | ((ulong)value << shift);
                break;
            case 0x24:
                _driverSelect = value;
                break;
            case 0x30:
                _queueSelect = value;
                break;
            case 0x50:
                Serve(value);
                break;
            case 0x64:
                _interrupts &= ~value;
                break;
            case 0x70:
                SetStatus(value);
                break;
            default:
                SetQueue(offset, value);
                break;
        }
    }

    private void SetQueue(ulong offset, uint value)
    {
        if (Selected is not { } queue)
        {
            return;
        }

        switch (offset)
        {
            case 0x38:
                queue.Size = value;
                break;
            case 0x44:
                queue.IsReady = (value & 1) != 0;
                break;
            case 0x80 or 0x84:
                queue.Descriptors = Half(queue.Descriptors, offset, value);
                break;
            case 0x90 or 0x94:
                queue.Available = Half(queue.Available, offset, value);
                break;
            case 0xA0 or 0xA4:
                queue.Used = Half(queue.Used, offset, value);
                break;
            default:
                break;
        }
    }

    private static ulong Half(ulong old, ulong offset, uint value) =>
        (offset & 4) == 0 ? (old & 0xFFFF_FFFF_0000_0000) | value : (uint)old | ((ulong)value << 32);

    private void SetStatus(uint value)
    {
        if (value == 0)
        {
            (_status, _interrupts, _driverFeatures, _deviceSelect, _driverSelect, _queueSelect) = (0, 0, 0, 0, 0, 0);
            Array.ForEach(_queues, queue => queue.Reset());
            return;
        }

        // Features that were not offered, or no version 1: the driver is told by FEATURES_OK staying clear.
        bool acceptable = (_driverFeatures & ~Offered) == 0 && (_driverFeatures & Version1) != 0;
        uint refused = (_status & FeaturesOk) == 0 && !acceptable ? FeaturesOk : 0;
        _status = (value & ~refused & ~NeedsReset) | (_status & NeedsReset);
    }

    private void Serve(uint number)
    {
        if (!Works || number >= _queues.Length)
        {
            return;
        }

        Virtqueue queue = _queues[number];
        try
        {
            if (!queue.IsReady)
            {
                return;
            }

            if (queue.Size is 0 or > Virtqueue.MaximumSize || (queue.Size & (queue.Size - 1)) != 0)
            {
                throw new VirtioException($"a queue of {queue.Size} entries");
            }

            if (device!.Serve((int)number, queue) && !queue.IsQuiet)
            {
                _interrupts |= 1;
            }
        }
        catch (VirtioException)
        {
            // Virtio 1.2, section 2.1.2: the device asks for a reset and says so by a configuration change.
            _status |= NeedsReset;
            _interrupts |= 2;
        }
    }
}
