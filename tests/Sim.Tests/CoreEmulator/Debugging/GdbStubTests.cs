using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using NUnit.Framework;
using Sim.CoreEmulator.Debugging;
using Sim.CoreEmulator.Machines;
using Sim.Tests.CoreEmulator.Machines;

namespace Sim.Tests.CoreEmulator.Debugging;

/// <summary>GDB's protocol, packet by packet.</summary>
internal sealed class GdbStubTests
{
    private static Assembled Program => new Assembled().Words(
        [Asm.Addi(Asm.A0, 0, 1), Asm.Auipc(Asm.A1, 0), Asm.Sd(Asm.A0, Asm.A1, 0x100), Asm.Ld(Asm.T2, Asm.A1, 0x100), .. Asm.Tell(Asm.A0), Asm.Jal(0, 0)]);

    [Test]
    public void Registers_and_memory_are_read_and_written()
    {
        string[] answers = Talk("?", "p20", "P20=0800008000000000", "p20", "Pa=8877665544332211", "pa", "m80000000,4", "M80000100,2:abcd", "m80000100,3", "m0,4", "p2000", "Gxx");
        Assert.That(answers, Is.EqualTo((string[])
        [
            "T05thread:1;", "0000008000000000", "OK", "0800008000000000", "OK", "8877665544332211", "13051000", "OK", "abcd00", "E14", "E01", "E01",
        ]));
    }

    [Test]
    public void Breakpoints_watchpoints_and_steps_stop_where_they_should()
    {
        string[] answers = Talk("Z0,80000008,4", "c", "p20", "z0,80000008,4", "Z2,80000104,8", "vCont;c", "p20", "z2,80000104,8", "Z3,80000104,8", "c", "z3,80000104,8", "s", "p20", "c");
        Assert.That(answers, Is.EqualTo((string[])
        [
            "OK", "T05thread:1;swbreak:;", "0800008000000000", "OK", "OK", "T05thread:1;watch:80000104;", "0c00008000000000", "OK", "OK",
            "T05thread:1;rwatch:80000104;", "OK", "T05thread:1;", "1400008000000000", "W00",
        ]));
    }

    [Test]
    public void Harts_are_threads()
    {
        using MemoryStream stream = Packets("qfThreadInfo", "qsThreadInfo", "Hg2", "pa", "T3", "qC", "qThreadExtraInfo,1");
        string[] answers = Talk(stream, Trial.Options with { Harts = 2 });
        Assert.That(answers[..6], Is.EqualTo((string[])["m1,2", "l", "OK", "0100000000000000", "E01", "QC2"]));
        Assert.That(Encoding.ASCII.GetString(Convert.FromHexString(answers[6])), Is.EqualTo("hart 0, M mode"));
    }

    [Test]
    public void The_target_is_described()
    {
        string[] answers = Talk("qSupported:x", "qXfer:features:read:target.xml:0,fff", "vMustReplyEmpty", "qRcmd,7768657265");
        Assert.That(answers[0], Does.Contain("qXfer:features:read+"));
        Assert.That(answers[1], Does.StartWith("m<?xml").And.Contain("org.gnu.gdb.riscv.cpu").And.Contain("ft11"));
        Assert.That(answers[2], Is.Empty);
        Assert.That(Encoding.ASCII.GetString(Convert.FromHexString(answers[3])), Is.EqualTo("hart 0: 0x80000000 (_start)\n"));
    }

    [Test]
    public void Acknowledgements_can_be_switched_off_and_wrong_sums_are_refused()
    {
        using MemoryStream stream = new();
        stream.Write("$?#00$?#3f+$QStartNoAckMode#b0+$?#3f"u8);
        stream.Position = 0;
        using Duplex duplex = new(stream);
        Serve(duplex, Trial.Options);
        Assert.That(Encoding.ASCII.GetString(duplex.Written), Is.EqualTo("-+$T05thread:1;#d7+$OK#9a$T05thread:1;#d7"));
    }

    [Test]
    public void Nonsense_is_answered_and_never_breaks_anything()
    {
        Sim.Kernel.Random.RandomStream draw = new Sim.Kernel.Random.RandomStreams(5)["packets"];
        const string letters = "mMgGpPcsZzXHTqvQ0123456789abcdef,:;=*Rdcmontefu";
        List<string> packets = [];
        for (int i = 0; i < 3000; i++)
        {
            packets.Add(new string([.. Enumerable.Range(0, 1 + (int)draw.NextInt(12)).Select(_ => letters[(int)draw.NextInt(letters.Length)])]));
        }

        packets.RemoveAll(packet => packet[0] is 'c' or 's' or 'G' or 'P' or 'M' or 'X');
        using MemoryStream stream = Packets([.. packets]);
        Assert.That(Talk(stream, Trial.Options), Has.Length.EqualTo(packets.Count));
    }

    private static string[] Talk(params string[] packets)
    {
        using MemoryStream stream = Packets(packets);
        return Talk(stream, Trial.Options);
    }

    private static string[] Talk(MemoryStream stream, MachineOptions options)
    {
        using Duplex duplex = new(stream);
        Serve(duplex, options);
        return [.. Encoding.Latin1.GetString(duplex.Written).Split('$')[1..].Select(answer => answer[..answer.LastIndexOf('#')])];
    }

    private static void Serve(Duplex duplex, MachineOptions options)
    {
        using Machine machine = new(Program.Program(), options);
        new GdbStub(machine, new GdbConnection(duplex, () => false)).Serve();
    }

    private static MemoryStream Packets(params string[] packets)
    {
        MemoryStream stream = new();
        foreach (string packet in packets)
        {
            byte sum = unchecked((byte)packet.Sum(letter => letter));
            stream.Write(Encoding.Latin1.GetBytes($"${packet}#{sum:x2}+"));
        }

        stream.Position = 0;
        return stream;
    }

    private sealed class Duplex(MemoryStream input) : Stream
    {
        private readonly MemoryStream _output = new();

        public byte[] Written => _output.ToArray();

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => 0;

        public override long Position { get; set; }

        public override void Flush() => _output.Flush();

        public override int Read(byte[] buffer, int offset, int count) => input.Read(buffer, offset, count);

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => _output.Write(buffer, offset, count);

        protected override void Dispose(bool disposing)
        {
            _output.Dispose();
            base.Dispose(disposing);
        }
    }
}
