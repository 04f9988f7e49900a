using System;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Threading.Tasks;
using NUnit.Framework;
using Sim.CoreEmulator.Debugging;
using Sim.CoreEmulator.Machines;
using Sim.Tests.CoreEmulator.Machines;

namespace Sim.Tests.CoreEmulator.Debugging;

/// <summary>A stock debugger attaches, breaks, steps, and reads registers and memory.</summary>
[Category("External")]
internal sealed class GdbTests
{
    [Test]
    public void A_stock_debugger_breaks_steps_and_reads()
    {
        Assembled program = new Assembled().Words(
            [Asm.Addi(Asm.A0, 0, 1), Asm.Auipc(Asm.A1, 0), Asm.Sd(Asm.A0, Asm.A1, 0x100), .. Asm.Tell(Asm.A0), Asm.Jal(0, 0)]);
        using Machine machine = new(program.Program(), Trial.Options);
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start(1);
        int port = ((IPEndPoint)listener.LocalEndpoint).Port;
        Task serving = Task.Run(() => Serve(machine, listener));
        string output = Tool.Run(
            "gdb-multiarch", "gdb-multiarch", "-batch", "-nx", "-ex", "set architecture riscv:rv64",
            "-ex", string.Create(CultureInfo.InvariantCulture, $"target remote localhost:{port}"),
            "-ex", "break *0x80000008", "-ex", "continue", "-ex", "print $a0", "-ex", "stepi", "-ex", "print/x $pc",
            "-ex", "x/1xg 0x80000104", "-ex", "info threads", "-ex", "detach");
        Assert.That(serving.Wait(TimeSpan.FromSeconds(30)), Is.True, "the stub goes on when the debugger has left");
        Assert.That(output, Does.Contain("$1 = 1").And.Contain("$2 = 0x8000000c").And.Contain("0x0000000000000001").And.Contain("hart 0, M mode"));
    }

    private static void Serve(Machine machine, TcpListener listener)
    {
        using TcpClient client = listener.AcceptTcpClient();
        using NetworkStream stream = client.GetStream();
        new GdbStub(machine, new GdbConnection(stream, () => stream.DataAvailable)).Serve();
    }
}
