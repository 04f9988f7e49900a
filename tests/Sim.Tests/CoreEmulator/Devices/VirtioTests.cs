using System;
using System.Buffers.Binary;
using System.IO;
using System.Linq;
using System.Text;
using NUnit.Framework;
using Sim.CoreEmulator.Devices;
using Sim.CoreEmulator.Harts;
using Sim.CoreEmulator.Memory;
using Sim.Kernel.Random;

namespace Sim.Tests.CoreEmulator.Devices;

/// <summary>virtio disks and consoles as a driver sees them, and as a malicious one does.</summary>
internal sealed class VirtioTests
{
    private const ulong Start = 0x8000_0000;
    private const ulong Table = Start + 0x1000;
    private const ulong Available = Start + 0x2000;
    private const ulong Used = Start + 0x3000;
    private const ulong Data = Start + 0x4000;
    private Bus _bus = null!;
    private Hart _hart = null!;
    private MemoryStream _image = null!;
    private Disk _disk = null!;
    private VirtioMmio _device = null!;
    private bool _line;
    private ushort _next;

    [SetUp]
    public void Build()
    {
        _bus = new Bus();
        _bus.Add(new Ram(Start, 1 << 16));
        _hart = new Hart(0, _bus, new MachineClock(), new HartOptions());
        _image = new MemoryStream(Enumerable.Range(0, 8192).Select(i => (byte)(i / 512)).ToArray());
        _disk = new Disk(_image, isReadOnly: false);
        _device = new VirtioMmio(_bus, new VirtioBlock(_disk, "serial"), level => _line = level);
        _next = 0;
        Begin();
    }

    [TearDown]
    public void Clear()
    {
        _hart.Dispose();
        _bus.Dispose();
        _image.Dispose();
    }

    [Test]
    public void The_transport_says_what_it_is()
    {
        Assert.That((Get(0), Get(4), Get(8), Get(0x70)), Is.EqualTo((0x74726976u, 2u, 2u, 15u)));
        Assert.That((Get(0x100), Get(0x104)), Is.EqualTo((16u, 0u)));
        Set(0x70, 0);
        Set(0x20, 1u << 31);
        Set(0x70, 11);
        Assert.That(Get(0x70) & 8, Is.Zero, "features that were not offered");
    }

    [Test]
    public void Sectors_are_read_and_written()
    {
        Request(type: 0, sector: 3, length: 1024, isWritable: true);
        Assert.That(Bytes(Data + 0x100, 1024), Is.EqualTo(Enumerable.Repeat((byte)3, 512).Concat(Enumerable.Repeat((byte)4, 512))));
        Assert.That((Bytes(Data + 0x1F00, 1)[0], Word(Used + 4 + 4)), Is.EqualTo(((byte)0, 1025u)));
        Assert.That(_line, Is.True);
        Set(0x64, 1);
        Assert.That(_line, Is.False);
        _bus.TryWrite(Data + 0x100, Enumerable.Repeat((byte)0xAB, 512).ToArray());
        Request(type: 1, sector: 5, length: 512, isWritable: false);
        Assert.That(_image.ToArray()[5 * 512], Is.EqualTo(5), "not before a flush");
        Request(type: 4, sector: 0, length: 0, isWritable: false);
        Assert.That(_image.ToArray()[(5 * 512)..(6 * 512)], Is.All.EqualTo(0xAB));
        Assert.That(_image.ToArray()[6 * 512], Is.EqualTo(6));
    }

    [Test]
    public void What_is_not_flushed_is_kept_by_a_checkpoint()
    {
        _bus.TryWrite(Data + 0x100, Enumerable.Repeat((byte)0xAB, 512).ToArray());
        Request(type: 1, sector: 0, length: 512, isWritable: false);
        using MemoryStream saved = new();
        using (BinaryWriter writer = new(saved, Encoding.UTF8, leaveOpen: true))
        {
            _disk.Save(writer);
        }

        saved.Position = 0;
        Disk other = new(_image, isReadOnly: false);
        using BinaryReader reader = new(saved);
        other.Load(reader);
        byte[] sector = new byte[512];
        other.Read(0, sector);
        Assert.That(sector, Is.All.EqualTo(0xAB));
    }

    [Test]
    public void The_disk_has_a_name_and_an_end()
    {
        Request(type: 8, sector: 0, length: 20, isWritable: true);
        Assert.That(Encoding.ASCII.GetString(Bytes(Data + 0x100, 6)), Is.EqualTo("serial"));
        foreach (ulong sector in (ulong[])[16, ulong.MaxValue, ulong.MaxValue / 512])
        {
            Request(type: 0, sector, length: 512, isWritable: true);
            Assert.That(Bytes(Data + 0x1F00, 1)[0], Is.EqualTo(1));
        }

        Request(type: 77, sector: 0, length: 512, isWritable: true);
        Assert.That(Bytes(Data + 0x1F00, 1)[0], Is.EqualTo(2));
        Assert.That(_device.IsBroken, Is.False);
    }

    [Test]
    public void Indirect_descriptors_are_followed_once()
    {
        Chain(Data + 0x3000, type: 0, sector: 2, length: 512, isWritable: true);
        Descriptor(Table, 0, Data + 0x3000, 48, flags: 4, next: 0);
        Offer(0);
        Assert.That(Bytes(Data + 0x100, 512), Is.All.EqualTo(2));
        Descriptor(Data + 0x3000, 0, Data + 0x3000, 48, flags: 4, next: 0);
        Offer(0);
        Assert.That(_device.IsBroken, Is.True);
        Assert.That(Get(0x60) & 2, Is.EqualTo(2), "a configuration change tells of it");
        Set(0x70, 0);
        Assert.That(Get(0x70), Is.Zero);
    }

    [TestCase(300, 16u, (ushort)1, (ushort)0, TestName = "A head beyond the table")]
    [TestCase(0, 16u, (ushort)1, (ushort)0, TestName = "A chain that leads back to itself")]
    [TestCase(0, 16u, (ushort)1, (ushort)9999, TestName = "A chain that leaves the table")]
    [TestCase(0, 0xFFFF_FFFFu, (ushort)0, (ushort)0, TestName = "A buffer beyond memory")]
    [TestCase(0, 16u, (ushort)0, (ushort)0, TestName = "A request without status")]
    public void A_malicious_ring_needs_a_reset(int head, uint length, ushort flags, ushort next)
    {
        Descriptor(Table, 0, Data, length, flags, next);
        Offer((ushort)head);
        Assert.That(_device.IsBroken, Is.True);
    }

    [Test]
    public void Random_rings_end()
    {
        RandomStream draw = new RandomStreams(11)["rings"];
        for (int i = 0; i < 3000; i++)
        {
            Set(0x70, 0);
            Begin();
            for (ulong n = 0; n < 24; n++)
            {
                ulong address = draw.NextBool(0.8) ? Start + (ulong)draw.NextInt(1 << 16) : (ulong)draw.NextInt(long.MaxValue);
                uint length = draw.NextBool(0.8) ? 16 * (uint)draw.NextInt(64) : (uint)draw.NextInt(uint.MaxValue);
                Descriptor(Table, n, address, length, (ushort)draw.NextInt(8), (ushort)draw.NextInt(18));
            }

            _next = (ushort)draw.NextInt(20);
            Offer((ushort)draw.NextInt(18));
        }

        Assert.Pass();
    }

    [Test]
    public void The_console_prints_and_receives()
    {
        using MemoryStream output = new();
        using MemoryStream typed = new("ab"u8.ToArray());
        HostConsole console = new(output, Stream.Null, new StreamInput(typed));
        _device = new VirtioMmio(_bus, new VirtioConsole(console), level => _line = level);
        Begin(1);
        _bus.TryWrite(Data, "hello\n"u8);
        Descriptor(Table, 0, Data, 6, 0, 0);
        Offer(0, 1);
        Assert.That(Encoding.ASCII.GetString(output.ToArray()), Is.EqualTo("hello\n"));
        Begin();
        _next = 0;
        Descriptor(Table, 0, Data, 16, 2, 0);
        Offer(0);
        Assert.That((Encoding.ASCII.GetString(Bytes(Data, 3)), Word(Used + 8)), Is.EqualTo(("abl", 2u)));
    }

    private void Begin(uint queue = 0)
    {
        Set(0x70, 0);
        Set(0x70, 3);
        Set(0x24, 1);
        Set(0x20, 1);
        Set(0x24, 0);
        Set(0x20, 1 << 28);
        Set(0x70, 11);
        Set(0x30, queue);
        Set(0x38, 16);
        foreach ((ulong register, ulong address) in ((ulong, ulong)[])[(0x80, Table), (0x90, Available), (0xA0, Used)])
        {
            Set(register, (uint)address);
            Set(register + 4, (uint)(address >> 32));
        }

        Set(0x44, 1);
        Set(0x70, 15);
    }

    private void Request(uint type, ulong sector, uint length, bool isWritable)
    {
        Chain(Table, type, sector, length, isWritable);
        Offer(0);
    }

    private void Chain(ulong table, uint type, ulong sector, uint length, bool isWritable)
    {
        byte[] header = new byte[16];
        BinaryPrimitives.WriteUInt32LittleEndian(header, type);
        BinaryPrimitives.WriteUInt64LittleEndian(header.AsSpan(8), sector);
        _bus.TryWrite(Data, header);
        Descriptor(table, 0, Data, 16, 1, (ushort)(length == 0 ? 2 : 1));
        Descriptor(table, 1, Data + 0x100, length, (ushort)(isWritable ? 3 : 1), 2);
        Descriptor(table, 2, Data + 0x1F00, 1, 2, 0);
    }

    private void Descriptor(ulong table, ulong index, ulong address, uint length, ushort flags, ushort next)
    {
        byte[] bytes = new byte[16];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, address);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(8), length);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(12), flags);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(14), next);
        _bus.TryWrite(table + (16 * index), bytes);
    }

    private void Offer(ushort head, uint queue = 0)
    {
        _bus.TryWrite(Available + 4 + (2 * (ulong)(_next % 16)), BitConverter.GetBytes(head));
        _next++;
        _bus.TryWrite(Available + 2, BitConverter.GetBytes(_next));
        Set(0x50, queue);
    }

    private uint Get(ulong offset) => _device.Read(_hart, offset, 4, out ulong value) ? (uint)value : throw new InvalidOperationException("an access fault");

    private void Set(ulong offset, uint value) => Assert.That(_device.Write(_hart, offset, 4, value), Is.True);

    private byte[] Bytes(ulong address, int count)
    {
        byte[] bytes = new byte[count];
        _bus.TryRead(address, bytes);
        return bytes;
    }

    private uint Word(ulong address) => BinaryPrimitives.ReadUInt32LittleEndian(Bytes(address, 4));
}
